resource "digitalocean_spaces_bucket" "uploads" {
  name   = "infrar-prod-uploads"
  region = "nyc3"
  acl    = "private"

  versioning {
    enabled = true
  }

  lifecycle_rule {
    id      = "DeleteOldUploads"
    enabled = true

    expiration {
      days = 90
    }
  }
}

resource "digitalocean_spaces_bucket" "artifacts" {
  name   = "infrar-prod-artifacts"
  region = "nyc3"
  acl    = "private"
}

resource "digitalocean_spaces_bucket" "logs" {
  name   = "infrar-prod-logs"
  region = "nyc3"
  acl    = "private"

  lifecycle_rule {
    id      = "DeleteOldLogs"
    enabled = true

    expiration {
      days = 30
    }
  }
}
