using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Faults;
using Infrar.Rehearsal.Providers;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Infrar.Rehearsal.Protocol;

/// <summary>A provider and the socket it is served on.</summary>
internal sealed record ServedProvider(string Name, string SocketPath);

/// <summary>Both certificates of a mutually authenticated connection.</summary>
internal sealed record PluginCertificates(X509Certificate2 Server, X509Certificate2 Client);

/// <summary>Builds the gRPC server that engines talk to, with one Unix socket for each provider.</summary>
internal static class PluginServer
{
    private static readonly TimeSpan s_shutdownTimeout = TimeSpan.FromMilliseconds(50);

    public static WebApplication Build(
        IEnumerable<ServedProvider> providers,
        CloudFile cloud,
        FaultPlan faults,
        PluginCertificates? certificates
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        if (certificates is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        // An engine that asks us to end holds its connection open meanwhile, and kills us after two seconds.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = s_shutdownTimeout);
        builder.Services.AddRouting();
        builder.Services.AddGrpc(options =>
        {
            // Plans of large resources pass the default of 4 MB.
            options.MaxReceiveMessageSize = null;
            options.EnableDetailedErrors = true;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            foreach (var provider in providers)
            {
                kestrel.ListenUnixSocket(
                    provider.SocketPath,
                    listen => Listen(listen, provider, cloud, faults, certificates)
                );
            }
        });

        var server = builder.Build();
        server.MapGrpcService<ProviderService>();
        server.MapGrpcService<ControllerService>();
        return server;
    }

    private static void Listen(
        ListenOptions listen,
        ServedProvider provider,
        CloudFile cloud,
        FaultPlan faults,
        PluginCertificates? certificates
    )
    {
        listen.Protocols = HttpProtocols.Http2;
        listen.Use(next =>
            async connection =>
            {
                // A server may offer many more providers than a configuration uses: each is loaded when called.
                using var session = new ProviderSession(RehearsedProvider.Of(provider.Name), cloud, faults);
                connection.Features.Set(session);
                await next(connection);
            }
        );
        if (certificates is not null)
        {
            listen.UseHttps(Authenticate(certificates));
        }
    }

    /// <summary>Both certificates are self-signed and made for this one process, so they are compared, not chained.</summary>
    private static HttpsConnectionAdapterOptions Authenticate(PluginCertificates certificates) =>
        new()
        {
            ServerCertificate = certificates.Server,
            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
            ClientCertificateValidation = (presented, _, _) =>
                presented.RawDataMemory.Span.SequenceEqual(certificates.Client.RawDataMemory.Span),
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
}
