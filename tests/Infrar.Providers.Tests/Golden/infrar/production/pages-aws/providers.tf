provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      System      = "infrar"
      Environment = "production"
      ManagedBy   = "infrar"
    }
  }
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"

  default_tags {
    tags = {
      System      = "infrar"
      Environment = "production"
      ManagedBy   = "infrar"
    }
  }
}

provider "cloudflare" {}
