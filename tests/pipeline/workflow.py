#!/usr/bin/env python3
"""Runs the steps of examples/pipeline's workflow in a copy of it. usage: workflow.py NEWS SOURCE

Every `run:` of the workflow is executed as it stands; what only GitHub has (`uses:`) is left out.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

news, source = (os.path.abspath(path) for path in sys.argv[1:3])
here = os.path.dirname(os.path.abspath(__file__))
work = tempfile.TemporaryDirectory()  # goes with the program
copy = os.path.join(work.name, "pipeline")
shutil.copytree(os.path.join(here, "../../examples/pipeline"), copy)
shutil.copytree(news, os.path.join(copy, "news"))
with open(os.path.join(copy, ".github/workflows/layers.yml"), encoding="utf-8") as file:
    workflow = file.read()
steps = re.findall(r"^ +run: (.+)$", workflow, flags=re.M)
assert len(steps) == workflow.count("run:") == 4, steps
environment = {**os.environ, "INCIDENT_MAPPER": source}
said = ""
for step in steps:
    print("$", step)
    done = subprocess.run(["bash", "-e", "-c", step], cwd=copy, env=environment, text=True, stdout=subprocess.PIPE)
    print(done.stdout, end="")
    said += done.stdout
    if done.returncode:
        sys.exit(f"FAIL {step}: exit status {done.returncode}")
warnings = [line for line in said.splitlines() if line.startswith("::warning ")]
with open(os.path.join(copy, "layers/unresolved.csv"), encoding="utf-8") as file:
    assert warnings and "title=" in warnings[0] and file.read().count("\n") > 1, "nothing without a place was annotated"
assert "no problems" in said, said
