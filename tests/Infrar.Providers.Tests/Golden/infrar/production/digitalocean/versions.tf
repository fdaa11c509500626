# infrar, production, under Option 4: DigitalOcean.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    digitalocean = {
      source  = "digitalocean/digitalocean"
      version = "~> 2.71"
    }
  }

  backend "s3" {
    bucket = "infrar-production-tofu-state"
    key    = "digitalocean.tfstate"
    region = "us-east-1"
    endpoints = {
      s3 = "https://nyc3.digitaloceanspaces.com"
    }
    use_path_style              = true
    use_lockfile                = true
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
    skip_s3_checksum            = true
  }
}
