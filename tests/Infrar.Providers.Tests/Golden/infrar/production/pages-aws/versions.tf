# infrar, production, under Option 5: Cloudflare Pages and AWS in the EU.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "~> 5.14"
    }
  }

  backend "s3" {
    bucket       = "infrar-production-tofu-state"
    key          = "pages-aws.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true
  }
}
