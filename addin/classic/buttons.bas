Attribute VB_Name = "RibbonMyAddin"
' SPDX-License-Identifier: EUPL-1.2
Sub KpiBlad(control As IRibbonControl)
    RunPython "from addin.classic import buttons; buttons.pressed('pv_kpi_blad')"
End Sub

Sub Regiocijfers(control As IRibbonControl)
    RunPython "from addin.classic import buttons; buttons.pressed('pv_regiocijfers')"
End Sub

Sub Herkomst(control As IRibbonControl)
    RunPython "from addin.classic import buttons; buttons.pressed('pv_herkomst_van_cel')"
End Sub

Sub Aanlevering(control As IRibbonControl)
    RunPython "from addin.classic import buttons; buttons.pressed('pv_aanlevering')"
End Sub

Sub WerkBij(control As IRibbonControl)
    ImportPythonUDFsToAddin
End Sub

Sub BeginOpnieuw(control As IRibbonControl)
    KillPy
End Sub
