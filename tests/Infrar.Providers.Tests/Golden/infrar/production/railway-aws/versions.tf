# infrar, production, under Option 3: Railway, with files and secrets on AWS.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
  }

  backend "s3" {
    bucket       = "infrar-production-tofu-state"
    key          = "railway-aws.tfstate"
    region       = "us-east-1"
    encrypt      = true
    use_lockfile = true
  }
}
