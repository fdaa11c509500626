using System.Net;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Limits;

/// <summary>Section <c>Limits</c>: how much one client may ask.</summary>
public sealed class LimitsOptions
{
    /// <summary>The window that all limits count in, in seconds, 1 to 86,400; five minutes.</summary>
    public int WindowSeconds { get; set; } = 300;

    /// <summary>Requests of one client address; an IPv6 client is its /64.</summary>
    public int PerAddress { get; set; } = 2000;

    /// <summary>Attempts of one address to sign in or to register.</summary>
    public int SignInsPerAddress { get; set; } = 60;

    /// <summary>Requests of one token or signed-in person of a tier that <see cref="Tiers"/> does not name.</summary>
    public int PerToken { get; set; } = 2000;

    /// <summary>Requests of one token or signed-in person by tier.</summary>
    public Dictionary<string, int> Tiers { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Networks of load balancers, such as <c>10.0.0.0/16</c>, whose X-Forwarded-For is believed. No others are.</summary>
    public IList<string> Proxies { get; set; } = [];
}

/// <summary>Says every fault of <see cref="LimitsOptions"/> at once.</summary>
internal sealed class LimitsOptionsValidation : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var faults = new List<string>();
        if (options.WindowSeconds is < 1 or > 86_400)
        {
            faults.Add($"Limits:WindowSeconds is {options.WindowSeconds}; state a number from 1 to 86400.");
        }

        (string Name, int Count)[] counts =
        [
            ("PerAddress", options.PerAddress),
            ("SignInsPerAddress", options.SignInsPerAddress),
            ("PerToken", options.PerToken),
            .. options.Tiers.Select(tier => ($"Tiers:{tier.Key}", tier.Value)),
        ];
        faults.AddRange(
            counts
                .Where(c => c.Count is < 1 or > 1_000_000)
                .Select(c => $"Limits:{c.Name} is {c.Count}; state a number from 1 to 1000000.")
        );
        faults.AddRange(
            options
                .Proxies.Where(p => !IPNetwork.TryParse(p, out _))
                .Select(p => $"Limits:Proxies holds '{p}'; state networks such as 10.0.0.0/16.")
        );
        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
