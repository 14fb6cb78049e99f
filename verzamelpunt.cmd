@echo off
rem SPDX-License-Identifier: EUPL-1.2
rem Prepares .venv beside this file when that is needed, then runs the command.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
set "here=%~dp0"
set "venv=%here%.venv"
set "list=requirements.txt"
if "%~1"=="test" set "list=requirements-test.txt"

rem A stamp is a copy of what was installed, and where; kept after an installation that ended well.
if not exist "%venv%\Scripts\python.exe" goto install
set "was="
set /p was=<"%venv%\compleet" 2>nul
if not "%was%"=="%here%" goto install
fc /b "%here%pyproject.toml" "%venv%\pyproject.toml.stamp" >nul 2>&1 || goto install
fc /b "%here%%list%" "%venv%\%list%.stamp" >nul 2>&1 || goto install

:run
"%venv%\Scripts\python.exe" -P -m processors.cli %*
exit /b %errorlevel%

:install
echo Eenmalige voorbereiding: onderdelen worden geïnstalleerd. Dit duurt ongeveer een minuut. 1>&2
rem Without this mark .venv is half an installation, or not ours: begin again.
if exist "%venv%\compleet" if exist "%venv%\Scripts\python.exe" goto packages
for %%p in ("py -3" python3 python) do (
    %%~p -c "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && (
        %%~p -m venv --clear "%venv%" 1>&2 && goto packages
        echo De map "%venv%" kan niet worden gemaakt. Controleer of u daar mag schrijven en of de schijf ruimte heeft. 1>&2
        exit /b 2
    )
)
echo Python 3.11 of nieuwer is niet gevonden. Installeer het via het softwarecentrum of python.org en probeer het opnieuw. 1>&2
exit /b 2

:packages
del "%venv%\compleet" 2>nul
"%venv%\Scripts\python.exe" -m pip install -qq --require-hashes -r "%here%%list%" 1>&2 || goto failed
"%venv%\Scripts\python.exe" -m pip install -qq --no-deps --no-build-isolation -e "%here%." 1>&2 || goto failed
copy /y "%here%pyproject.toml" "%venv%\pyproject.toml.stamp" >nul
copy /y "%here%requirements.txt" "%venv%\requirements.txt.stamp" >nul
copy /y "%here%%list%" "%venv%\%list%.stamp" >nul
>"%venv%\compleet" echo %here%
goto run

:failed
echo De installatie is niet gelukt; de oorzaak staat hierboven. Controleer de internetverbinding of de proxy en geef de opdracht opnieuw. 1>&2
exit /b 2
