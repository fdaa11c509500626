provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "virginia"
  region = "us-east-1"
}

module "network" {
  source   = "./network"
  for_each = { shop = 3, blog = 1 }
  zones    = each.value
}

module "away" {
  source = "./network"
  count  = 1
  zones  = 2

  providers = {
    aws = aws.virginia
  }
}
