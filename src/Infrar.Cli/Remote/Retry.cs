using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Infrar.Cli.Remote;

/// <summary>When a request is sent again, and how long to wait before: decided here, done elsewhere.</summary>
internal static class Retry
{
    /// <summary>Most attempts at one request.</summary>
    public const int Attempts = 5;

    /// <summary>The longest wait that nobody minds; a server that asks for more gets its refusal shown.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait after an answer.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="asked">The answer's <c>Retry-After</c>; null for none.</param>
    /// <param name="isRepeatable">Whether the request may have been done already without harm.</param>
    /// <param name="attempt">How many attempts were made, from 1.</param>
    /// <param name="share">From 0 to 1, by chance: many clients that were refused together come back apart.</param>
    /// <returns>Null when the answer stands.</returns>
    public static TimeSpan? After(HttpStatusCode status, TimeSpan? asked, bool isRepeatable, int attempt, double share)
    {
        // 429, and 503 with a time, were refused before anything was done; a gateway's 502 and 504 say nothing of that.
        var mayRepeat = status switch
        {
            HttpStatusCode.TooManyRequests => true,
            HttpStatusCode.ServiceUnavailable => isRepeatable || asked is not null,
            HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => isRepeatable,
            _ => false,
        };
        if (!mayRepeat || attempt >= Attempts || asked > Longest)
        {
            return null;
        }

        return asked is { } wait ? wait + TimeSpan.FromMilliseconds(250 * share) : BackOff(attempt, share);
    }

    /// <summary>How long to wait after an attempt that found no server or lost it.</summary>
    public static TimeSpan BackOff(int attempt, double share) =>
        TimeSpan.FromMilliseconds(200 * (1 << (attempt - 1)) * (0.75 + (share / 2)));

    /// <summary>What <c>Retry-After</c> says, as a length of time from now.</summary>
    public static TimeSpan? Asked(RetryConditionHeaderValue? field, DateTimeOffset now) =>
        field?.Delta ?? (field?.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - now).Ticks)) : null);

    /// <summary>A wait in words.</summary>
    public static string Words(TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0} s");
}
