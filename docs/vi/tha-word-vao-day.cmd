@echo off
rem Keo tep Word tha vao day, neu may khong mo duoc tha-word-vao-day.py.
rem Explorer khong dat dau nhay quanh ten tep co dau va: ca dong lenh duoc dua nguyen sang Python.
setlocal EnableDelayedExpansion
set "NHIEMKY_THA=!cmdcmdline!"
setlocal DisableDelayedExpansion
py -3 "%~dp0tha-word-vao-day.py" %*
setlocal EnableDelayedExpansion
rem Duoc tha vao: ket thuc han, keo cmd chay tiep phan sau dau va.
if not "!NHIEMKY_THA:%~nx0=!"=="!NHIEMKY_THA!" exit
