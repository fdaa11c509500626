# infrar, staging, under Option 2: AWS and Vercel.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
    vercel = {
      source  = "vercel/vercel"
      version = "~> 5.10"
    }
  }

  backend "s3" {
    bucket       = "infrar-staging-tofu-state"
    key          = "vercel-aws.tfstate"
    region       = "us-east-1"
    encrypt      = true
    use_lockfile = true
  }
}
