### providers.tf
provider "vercel" {
  team = var.vercel_team
}
### site.tf
resource "vercel_project" "web" {
  name                         = "shop-production-web"
  framework                    = "nextjs"
  build_command                = "npm run build"
  output_directory             = "out"
  preview_deployments_disabled = false
  git_repository = {
    type              = "github"
    repo              = "acme/shop-web"
    production_branch = "main"
  }
}

resource "vercel_project_domain" "web_shop_example" {
  project_id = vercel_project.web.id
  domain     = "shop.example"
}

resource "vercel_project_domain" "web_www_shop_example" {
  project_id           = vercel_project.web.id
  domain               = "www.shop.example"
  redirect             = vercel_project_domain.web_shop_example.domain
  redirect_status_code = 308
}

resource "vercel_project_environment_variables" "web" {
  project_id = vercel_project.web.id
  variables = [{
    key       = "API_URL"
    value     = "https://api.shop.example"
    target    = ["production", "preview"]
    sensitive = false
  }]
}
### terraform.tfvars.example
# Copy to terraform.tfvars and fill in. Keep secrets in TF_VAR_… variables instead.

# Slug or id of the Vercel team that owns the project and pays for it.
vercel_team = ""
### variables.tf
variable "vercel_team" {
  description = "Slug or id of the Vercel team that owns the project and pays for it."
  type        = string
}
### versions.tf
# shop, production, under Test.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    vercel = {
      source  = "vercel/vercel"
      version = "~> 5.10"
    }
  }

  backend "http" {}
}
