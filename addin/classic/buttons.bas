Attribute VB_Name = "RibbonMyAddin"
' SPDX-License-Identifier: EUPL-1.2
Sub WerkBij(control As IRibbonControl)
    ImportPythonUDFsToAddin
End Sub

Sub BeginOpnieuw(control As IRibbonControl)
    KillPy
End Sub
