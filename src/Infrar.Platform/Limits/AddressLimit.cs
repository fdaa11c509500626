using System.Net;
using System.Net.Sockets;
using Infrar.Platform.Parts.Cache;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Limits;

/// <summary>Lets each client address ask so much and no more, and try to sign in less often than that.</summary>
internal sealed class AddressLimit(RequestDelegate next, ISharedState state, IOptions<LimitsOptions> options)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (IsProbe(http))
        {
            await next(http);
            return;
        }

        var limits = options.Value;
        var window = TimeSpan.FromSeconds(limits.WindowSeconds);
        var client = Client(http.Connection.RemoteIpAddress);
        var isAllowed = await LimitAnswer.SpendAsync(
            http,
            state,
            new("address", client, new(limits.PerAddress, window))
        );
        if (isAllowed && IsSignIn(http.Request))
        {
            isAllowed = await LimitAnswer.SpendAsync(
                http,
                state,
                new("sign-in", client, new(limits.SignInsPerAddress, window))
            );
        }

        if (isAllowed)
        {
            await next(http);
        }
    }

    /// <summary>Who an address is for the limits: itself, or the /64 that one IPv6 client has all of.</summary>
    internal static string Client(IPAddress? address) =>
        address switch
        {
            null => "unknown",
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([
                .. address.GetAddressBytes()[..8],
                .. new byte[8],
            ]).ToString(),
            _ => address.ToString(),
        };

    // A supervisor on the machine itself must never be refused. Probes from elsewhere count like any request: a load balancer
    // stays far below the limit, and /ready asks the database.
    private static bool IsProbe(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && (
            http.Request.Path.Equals("/health", StringComparison.OrdinalIgnoreCase)
            || http.Request.Path.Equals("/ready", StringComparison.OrdinalIgnoreCase)
        );

    // Where something can be guessed or made without an account. Not /sessions/renew: its token cannot be guessed, and the people
    // of one office renew from one address.
    private static bool IsSignIn(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && (
            (
                request.Path.StartsWithSegments("/api/v1/sessions", StringComparison.OrdinalIgnoreCase, out var below)
                && !below.Equals("/renew", StringComparison.OrdinalIgnoreCase)
            )
            || request.Path.StartsWithSegments("/api/v1/accounts", StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments("/oauth", StringComparison.OrdinalIgnoreCase)
        );
}
