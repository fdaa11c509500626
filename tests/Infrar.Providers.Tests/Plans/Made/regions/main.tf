# Two providers, aliases handed into a module, a resource's own region, and a zone that tells the region.
provider "aws" {
  region = "eu-central-1"
}

provider "aws" {
  alias  = "virginia"
  region = var.second_region
}

provider "aws" {
  alias = "bare"
}

provider "hcloud" {}

terraform {
  required_providers {
    hcloud = {
      source = "hetznercloud/hcloud"
    }
  }
}

variable "second_region" {
  type    = string
  default = "us-east-1"
}

resource "aws_sqs_queue" "home" {
  name = "home"
}

resource "aws_sqs_queue" "away" {
  provider = aws.virginia
  name     = "away"
}

resource "aws_sqs_queue" "stated" {
  name   = "stated"
  region = "ap-southeast-2"
}

resource "aws_ebs_volume" "by_zone" {
  provider          = aws.bare
  availability_zone = "eu-west-3b"
  size              = 8
}

resource "hcloud_server" "far" {
  name        = "far"
  server_type = "cx22"
  image       = "debian-12"
  location    = "fsn1"
}

module "copy" {
  source = "./copy"
  providers = {
    aws        = aws.virginia
    aws.second = aws
  }
}

module "plain" {
  source = "./plain"
}
