provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      System      = "infrar"
      Environment = "staging"
      ManagedBy   = "infrar"
    }
  }
}

provider "cloudflare" {}
