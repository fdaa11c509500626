using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Pricing;

/// <summary>What a rule billed: a quantity of one SKU, before it is spread over volume bands.</summary>
internal sealed record Charge(
    Resource Resource,
    string Component,
    string Description,
    Price Price,
    UsageRange Quantity,
    QuantityOrigin Origin,
    string Formula
);
