resource "cloudflare_pages_project" "web" {
  account_id        = var.cloudflare_account_id
  name              = "infrar-staging-web"
  production_branch = "main"
  build_config = {
    build_caching       = true
    build_command       = "npm run build && npm run export"
    destination_dir     = "out"
    root_dir            = ""
    web_analytics_tag   = cloudflare_web_analytics_site.web.site_tag
    web_analytics_token = cloudflare_web_analytics_site.web.site_token
  }
  source = {
    type = "github"
    config = {
      owner                          = "infrar"
      repo_name                      = "infrar-web"
      production_branch              = "main"
      production_deployments_enabled = true
      pr_comments_enabled            = true
      preview_deployment_setting     = "all"
    }
  }
  deployment_configs = {
    production = {
      env_vars = {
        NEXT_PUBLIC_API_URL = {
          type  = "plain_text"
          value = "https://api.staging.infrar.io"
        }
      }
    }
    preview = {
      env_vars = {
        NEXT_PUBLIC_API_URL = {
          type  = "plain_text"
          value = "https://api.staging.infrar.io"
        }
      }
    }
  }
}

resource "cloudflare_pages_domain" "web_staging_infrar_io" {
  account_id   = var.cloudflare_account_id
  project_name = cloudflare_pages_project.web.name
  name         = "staging.infrar.io"
}

resource "cloudflare_web_analytics_site" "web" {
  account_id   = var.cloudflare_account_id
  host         = "staging.infrar.io"
  auto_install = false
}
