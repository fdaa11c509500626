resource "vercel_project" "web" {
  name                         = "infrar-production-web"
  framework                    = "nextjs"
  build_command                = "npm run build && npm run export"
  output_directory             = "out"
  preview_deployments_disabled = false
  git_repository = {
    type              = "github"
    repo              = "infrar/infrar-web"
    production_branch = "main"
  }
}

resource "vercel_project_domain" "web_infrar_io" {
  project_id = vercel_project.web.id
  domain     = "infrar.io"
}

resource "vercel_project_domain" "web_www_infrar_io" {
  project_id           = vercel_project.web.id
  domain               = "www.infrar.io"
  redirect             = vercel_project_domain.web_infrar_io.domain
  redirect_status_code = 308
}

resource "vercel_project_environment_variables" "web" {
  project_id = vercel_project.web.id
  variables = [{
    key       = "NEXT_PUBLIC_API_URL"
    value     = "https://api.infrar.io"
    target    = ["production", "preview"]
    sensitive = false
  }]
}
