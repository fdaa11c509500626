# One module in three regions: two of the first price tier share what is free, one of the second has prices of its own and fewer of them.
module "api" {
  source   = "./api"
  for_each = toset(["europe-west1", "europe-west3", "us-east1"])
  region   = each.key
}
