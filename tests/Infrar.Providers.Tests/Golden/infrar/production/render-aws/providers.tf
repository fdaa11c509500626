provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = {
      System      = "infrar"
      Environment = "production"
      ManagedBy   = "infrar"
    }
  }
}
