# Each target is one call of scripts/bootstrap.py, so that everything also works without make.
PYTHON ?= python3

.PHONY: site serve check test test-faults audit sbom lock clean

site: ## build the site into site/
	@$(PYTHON) scripts/bootstrap.py relais build

serve: ## preview the site with live reload
	@$(PYTHON) scripts/bootstrap.py relais serve

check: ## check the content without building
	@$(PYTHON) scripts/bootstrap.py relais check

test: ## run every check and test
	@$(PYTHON) scripts/bootstrap.py test

test-faults: ## all that make test leaves out: kills at every step, releases under load, more cases
	@$(PYTHON) scripts/bootstrap.py test -m "faults or thorough" -n auto --dist worksteal

audit: ## ask whether weaknesses are known in the locked packages; 3 if nobody answers
	@$(PYTHON) scripts/audit.py

sbom: ## write the bill of materials of a release, relais-sbom.json
	@$(PYTHON) scripts/bootstrap.py python scripts/sbom.py requirements.lock relais-sbom.json

lock: ## pin the dependencies of pyproject.toml anew
	@$(PYTHON) scripts/bootstrap.py lock

clean: ## remove everything that the other targets made
	@$(PYTHON) scripts/bootstrap.py clean
