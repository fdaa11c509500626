using Infrar.Platform.Access;
using Infrar.Platform.Parts.Cache;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Limits;

/// <summary>The tier of who asks, set as a feature of the request by whatever knows it.</summary>
/// <param name="Name">As <see cref="LimitsOptions.Tiers"/> names it.</param>
internal sealed record LimitTier(string Name);

/// <summary>Lets each token or signed-in person ask as much as their tier allows, from however many addresses.</summary>
internal sealed class TokenLimit(RequestDelegate next, ISharedState state, IOptions<LimitsOptions> options)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (
            http.Features.Get<Caller>() is not { } caller
            || await LimitAnswer.SpendAsync(
                http,
                state,
                new("token", caller.TokenId?.Value ?? caller.UserId, Allowance(http.Features.Get<LimitTier>()))
            )
        )
        {
            await next(http);
        }
    }

    private Allowance Allowance(LimitTier? tier)
    {
        var limits = options.Value;
        return new(
            tier is not null && limits.Tiers.TryGetValue(tier.Name, out var count) ? count : limits.PerToken,
            TimeSpan.FromSeconds(limits.WindowSeconds)
        );
    }
}
