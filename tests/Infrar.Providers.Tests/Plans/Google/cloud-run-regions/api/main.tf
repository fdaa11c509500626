variable "region" {
  type = string
}

resource "google_cloud_run_v2_service" "main" {
  name     = "api"
  location = var.region

  template {
    containers {
      image = "us-docker.pkg.dev/shop/images/api:1"
    }
  }
}
