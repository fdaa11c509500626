using Microsoft.Extensions.Options;

namespace Infrar.Platform.Parts.Net;

/// <summary>Adds the HTTP client for addresses that users give.</summary>
internal static class NetworkRegistration
{
    /// <summary>The client's name; ask <see cref="IHttpClientFactory"/> for it.</summary>
    internal const string Outside = "outside";

    /// <summary>Most bytes of an answer that are buffered.</summary>
    private const long MaxAnswer = 4 << 20;

    /// <summary>Adds the named client <c>outside</c>.</summary>
    internal static IServiceCollection AddOutsideHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NetworkOptions>().Bind(configuration.GetSection(NetworkOptions.Section));
        services
            .AddHttpClient(Outside)
            .ConfigureHttpClient(client =>
            {
                client.Timeout = TimeSpan.FromSeconds(30);
                client.MaxResponseContentBufferSize = MaxAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(provider =>
                OutsideConnection.Handler(provider.GetRequiredService<IOptions<NetworkOptions>>().Value)
            );
        return services;
    }
}
