provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = {
      System      = "infrar"
      Environment = "staging"
      ManagedBy   = "infrar"
    }
  }
}

provider "vercel" {
  team = var.vercel_team
}
