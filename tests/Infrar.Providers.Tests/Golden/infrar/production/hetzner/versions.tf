# infrar, production, under Option 4: Hetzner.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    hcloud = {
      source  = "hetznercloud/hcloud"
      version = "~> 1.68"
    }
  }

  backend "s3" {
    bucket = "infrar-production-tofu-state"
    key    = "hetzner.tfstate"
    region = "us-east-1"
    endpoints = {
      s3 = "https://fsn1.your-objectstorage.com"
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
