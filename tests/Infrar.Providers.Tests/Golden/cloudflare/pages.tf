### dns.tf
resource "cloudflare_dns_record" "web_shop_example" {
  zone_id = var.cloudflare_zone_id
  name    = "shop.example"
  type    = "CNAME"
  content = cloudflare_pages_project.web.subdomain
  proxied = true
  ttl     = 1
}

resource "cloudflare_dns_record" "web_www_shop_example" {
  zone_id = var.cloudflare_zone_id
  name    = "www.shop.example"
  type    = "CNAME"
  content = cloudflare_pages_project.web.subdomain
  proxied = true
  ttl     = 1
}
### outputs.tf
output "web_host" {
  description = "Host name that Shop front is served from."
  value       = cloudflare_pages_project.web.subdomain
}
### providers.tf
provider "cloudflare" {}
### site.tf
resource "cloudflare_pages_project" "web" {
  account_id        = var.cloudflare_account_id
  name              = "shop-production-web"
  production_branch = "main"
  build_config = {
    build_caching       = true
    build_command       = "npm run build"
    destination_dir     = "out"
    root_dir            = ""
    web_analytics_tag   = cloudflare_web_analytics_site.web.site_tag
    web_analytics_token = cloudflare_web_analytics_site.web.site_token
  }
  source = {
    type = "github"
    config = {
      owner                          = "acme"
      repo_name                      = "shop-web"
      production_branch              = "main"
      production_deployments_enabled = true
      pr_comments_enabled            = true
      preview_deployment_setting     = "all"
    }
  }
  deployment_configs = {
    production = {
      env_vars = {
        API_URL = {
          type  = "plain_text"
          value = "https://api.shop.example"
        }
      }
    }
    preview = {
      env_vars = {
        API_URL = {
          type  = "plain_text"
          value = "https://api.shop.example"
        }
      }
    }
  }
}

resource "cloudflare_pages_domain" "web_shop_example" {
  account_id   = var.cloudflare_account_id
  project_name = cloudflare_pages_project.web.name
  name         = "shop.example"
}

resource "cloudflare_pages_domain" "web_www_shop_example" {
  account_id   = var.cloudflare_account_id
  project_name = cloudflare_pages_project.web.name
  name         = "www.shop.example"
}

resource "cloudflare_web_analytics_site" "web" {
  account_id   = var.cloudflare_account_id
  host         = "shop.example"
  auto_install = false
}
### terraform.tfvars.example
# Copy to terraform.tfvars and fill in. Keep secrets in TF_VAR_… variables instead.

# Id of the Cloudflare account that holds the Pages projects.
cloudflare_account_id = ""

# Id of the zone at Cloudflare that holds the sites' domains.
cloudflare_zone_id = ""
### variables.tf
variable "cloudflare_account_id" {
  description = "Id of the Cloudflare account that holds the Pages projects."
  type        = string
}

variable "cloudflare_zone_id" {
  description = "Id of the zone at Cloudflare that holds the sites' domains."
  type        = string
}
### versions.tf
# shop, production, under Test.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "~> 5.14"
    }
  }

  backend "http" {}
}
