terraform {
  required_providers {
    vercel = { source = "vercel/vercel" }
  }
}

resource "vercel_project" "web" {
  name      = "web"
  framework = "nextjs"
}

resource "vercel_project_domain" "main" {
  project_id = vercel_project.web.id
  domain     = "example.com"
}

resource "vercel_project_environment_variable" "url" {
  project_id = vercel_project.web.id
  key        = "API_URL"
  value      = "https://api.example.com"
  target     = ["production"]
  sensitive  = false
}
