using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Limits;

/// <summary>Registers the limits and puts them before the endpoints.</summary>
internal static class LimitServices
{
    /// <summary>Adds them; they need the shared state.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Limits");
        services.AddOptions<LimitsOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LimitsOptions>, LimitsOptionsValidation>();
        services
            .AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<LimitsOptions>>(
                (headers, limits) =>
                {
                    headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                    headers.ForwardLimit = null;
                    headers.KnownProxies.Clear();
                    headers.KnownIPNetworks.Clear();
                    foreach (var proxy in limits.Value.Proxies)
                    {
                        headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
                    }
                }
            );
        return services;
    }

    /// <summary>Learns the client's address from proxies that are believed, and limits what one address asks.</summary>
    public static IApplicationBuilder UseLimits(this IApplicationBuilder app)
    {
        // With no known proxy the framework would believe every sender.
        if (app.ApplicationServices.GetRequiredService<IOptions<LimitsOptions>>().Value.Proxies.Count > 0)
        {
            _ = app.UseForwardedHeaders();
        }

        return app.UseMiddleware<AddressLimit>();
    }

    /// <summary>Limits what one token or signed-in person asks; it stands behind the step that knows them.</summary>
    public static IApplicationBuilder UseTokenLimits(this IApplicationBuilder app) => app.UseMiddleware<TokenLimit>();
}
