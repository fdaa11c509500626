using Infrar.Core;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Telemetry;

namespace Infrar.Platform.Limits;

/// <summary>One limit and whom it is for.</summary>
/// <param name="Name">The limit, as headers name it.</param>
/// <param name="Subject">Whose requests are counted together.</param>
/// <param name="Allowance">How many.</param>
internal sealed record Limit(string Name, string Subject, Allowance Allowance);

/// <summary>Counts a request, tells the client how it stands, and refuses it when it is one too many.</summary>
internal static class LimitAnswer
{
    /// <summary>Spends one of a limit.</summary>
    /// <returns>Whether the request may go on; if not, the refusal is written.</returns>
    public static async Task<bool> SpendAsync(HttpContext http, ISharedState state, Limit limit)
    {
        var spending = await state.SpendAsync(
            $"limit:{limit.Name}:{limit.Subject}",
            limit.Allowance,
            http.RequestAborted
        );
        var seconds = (int)Math.Ceiling(spending.Wait.TotalSeconds);

        // The fields of the IETF's draft on rate limits; the limit counted last stands there.
        http.Response.Headers["RateLimit-Policy"] =
            $"\"{limit.Name}\";q={limit.Allowance.Count};w={(int)limit.Allowance.Window.TotalSeconds}";
        http.Response.Headers["RateLimit"] = $"\"{limit.Name}\";r={spending.Left};t={seconds}";
        if (spending.IsAllowed)
        {
            return true;
        }

        PlatformMeter.Refused(limit.Name);
        http.Response.Headers.RetryAfter = $"{seconds}";
        await ProblemResult.WriteAsync(http, TooMany(limit, seconds));
        return false;
    }

    private static Problem TooMany(Limit limit, int seconds) =>
        new(
            "LIM001",
            ProblemKind.TooMany,
            "Too many requests",
            $"This {limit.Name} may ask {limit.Allowance.Count} times in {(int)limit.Allowance.Window.TotalSeconds} seconds. "
                + $"Ask again in {seconds} seconds."
        );
}
