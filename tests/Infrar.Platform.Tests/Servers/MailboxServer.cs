using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Infrar.Platform.Tests.Parts.Cache;
using Infrar.Testing.Servers;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Infrar.Platform.Tests.Servers;

/// <summary>A mail server on loopback: TLS with a certificate of its own authority, one user, and all that was sent.</summary>
internal sealed class MailboxServer : IAsyncDisposable
{
    public const string User = "infrar";
    public const string Password = "mail-password-of-the-tests";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infrar-mailbox-");
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<MimeMessage> _taken = new();
    private Task _serving = Task.CompletedTask;

    /// <summary>What the next messages are answered with in the place of being taken.</summary>
    public ConcurrentQueue<SmtpResponse> Refusals { get; } = new();

    /// <summary>How often a message came, taken or not.</summary>
    public int Tries { get; private set; }

    public IReadOnlyCollection<MimeMessage> Taken => _taken;

    /// <summary>The platform's settings to send here.</summary>
    public string[] Settings { get; private set; } = [];

    public static async Task<MailboxServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new MailboxServer();
        var folder = server._folder.FullName;
        await ServerCertificate.WriteAsync(folder, cancellationToken);
        var password = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(password, Password + "\n", cancellationToken);
        using var pem = X509Certificate2.CreateFromPemFile($"{folder}/server.crt", $"{folder}/server.key");
        var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        var port = Programs.FreePort();
        var options = new SmtpServerOptionsBuilder()
            .ServerName("mailbox")
            .Endpoint(endpoint =>
                endpoint
                    .Endpoint(new IPEndPoint(IPAddress.Loopback, port))
                    .Certificate(certificate)
                    .AuthenticationRequired()
                    .AllowUnsecureAuthentication(false)
            )
            .Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Store(server));
        services.Add((IUserAuthenticator)new OneUser());
        server._serving = new SmtpServer.SmtpServer(options, services).StartAsync(server._stop.Token);
        server.Settings =
        [
            "--Mail:Host=127.0.0.1",
            $"--Mail:Port={port}",
            "--Mail:Tls=startTls",
            $"--Mail:User={User}",
            $"--Mail:PasswordFile={password}",
            $"--Mail:AuthorityFile={folder}/ca.crt",
            "--Mail:From=Infrar <infrar@platform.example>",
        ];
        return server;
    }

    /// <summary>The newest mail to an address whose subject holds a text, once it is there.</summary>
    public async Task<MimeMessage> WaitAsync(string to, string subject, CancellationToken cancellationToken)
    {
        MimeMessage? found = null;
        await RedisNode.UntilAsync(
            () =>
            {
                found = _taken.LastOrDefault(m =>
                    m.To.Mailboxes.Single().Address == to
                    && m.Subject?.Contains(subject, StringComparison.OrdinalIgnoreCase) is true
                );
                return Task.FromResult(found is not null);
            },
            cancellationToken
        );
        return found!;
    }

    /// <summary>The code in a mail: the one line that is indented.</summary>
    public static string Code(MimeMessage mail) =>
        mail.TextBody!.Split('\n').Single(l => l.StartsWith("    ", StringComparison.Ordinal)).Trim();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _serving;
        }
        catch (OperationCanceledException)
        {
            // It was told to stop.
        }

        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private sealed class Store(MailboxServer server) : MessageStore
    {
        public override Task<SmtpResponse> SaveAsync(
            ISessionContext context,
            IMessageTransaction transaction,
            ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken
        )
        {
            server.Tries++;
            if (server.Refusals.TryDequeue(out var refusal))
            {
                return Task.FromResult(refusal);
            }

            server._taken.Enqueue(MimeMessage.Load(new MemoryStream(buffer.ToArray()), cancellationToken));
            return Task.FromResult(SmtpResponse.Ok);
        }
    }

    private sealed class OneUser : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(
            ISessionContext context,
            string user,
            string password,
            CancellationToken cancellationToken
        ) => Task.FromResult(context.Pipe.IsSecure && user == User && password == Password);
    }
}
