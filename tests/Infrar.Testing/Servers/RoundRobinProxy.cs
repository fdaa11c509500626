namespace Infrar.Testing.Servers;

/// <summary>A real nginx that hands each request to the next of several nodes, as a load balancer does.</summary>
/// <remarks>It buffers nothing, so that events arrive when they are sent, and tells nodes the client's address in X-Forwarded-For.</remarks>
public sealed class RoundRobinProxy : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private RoundRobinProxy(string folder, int port)
    {
        Address = new($"http://127.0.0.1:{port}");
        _process = new(
            "nginx",
            null,
            folder,
            ["-c", Path.Combine(folder, "nginx.conf"), "-e", Path.Combine(folder, "error.log"), "-p", folder],
            "KILL",
            cancellationToken => Listening.IsAsync(port, cancellationToken)
        );
    }

    /// <summary>Why a test that needs the proxy cannot run here; null when it can.</summary>
    public static string? Missing { get; } = Programs.Missing("nginx", "setpriv");

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Makes one before nodes at addresses such as <c>http://127.0.0.1:5001</c>, and starts it.</summary>
    public static async Task<RoundRobinProxy> StartAsync(IReadOnlyList<Uri> nodes, CancellationToken cancellationToken)
    {
        var folder = ServerProcess.NewFolder("nginx");
        var port = Programs.FreePort();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nginx.conf"),
            Configuration(folder, port, nodes),
            cancellationToken
        );
        var server = new RoundRobinProxy(folder, port);
        try
        {
            await server._process.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // One process, because the turn is counted in each.
    private static string Configuration(string folder, int port, IReadOnlyList<Uri> nodes) =>
        $$"""
            daemon off;
            master_process off;
            worker_processes 1;
            pid {{folder}}/nginx.pid;
            events { worker_connections 4096; }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                client_max_body_size 0;
                upstream nodes {
                    {{string.Join("\n        ", nodes.Select(node => $"server {node.Authority};"))}}
                    keepalive 64;
                }
                server {
                    listen 127.0.0.1:{{port}};
                    location / {
                        proxy_pass http://nodes;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $http_host;
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        proxy_set_header X-Forwarded-Proto $scheme;
                        proxy_buffering off;
                        proxy_request_buffering off;
                        proxy_read_timeout 1h;
                    }
                }
            }

            """;
}
