using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Infrar.Platform.Mail;

/// <summary>Hands mail to the server that is configured (SMTP).</summary>
internal sealed class MailServer(IOptions<MailOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whether there is one.</summary>
    public bool IsConfigured => options.Value.Host is not null;

    /// <summary>Sends one mail; when it returns, the server has taken it.</summary>
    public async Task SendAsync(OutgoingMail mail, MailText text, CancellationToken cancellationToken)
    {
        var to = options.Value;
        if (to is not { Host: { } host, From: { } from })
        {
            throw new InvalidOperationException("No mail server is configured.");
        }

        using var message = Message(mail, text, MailboxAddress.Parse(from));
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        if (to.AuthorityFile is { } file)
        {
            // A private authority publishes no lists of what it withdrew.
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback = (_, certificate, chain, faults) =>
                IsSignedBy(file, certificate, chain, faults);
        }

        await client.ConnectAsync(host, to.Port, Security(to.Tls), cancellationToken);
        if (to.User is not null)
        {
            var password = (await File.ReadAllLinesAsync(to.PasswordFile!, cancellationToken)).FirstOrDefault() ?? "";
            await client.AuthenticateAsync(to.User, password, cancellationToken);
        }

        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, CancellationToken.None);
    }

    /// <summary>The message; addresses and subject go through MimeKit's own types, which let no line into a header.</summary>
    internal static MimeMessage Message(OutgoingMail mail, MailText text, MailboxAddress from)
    {
        var message = new MimeMessage
        {
            Subject = text.OneLine,
            MessageId = $"{mail.Id}@{from.Domain}",
            Date = mail.CreatedAt,
            Body = new MultipartAlternative
            {
                new TextPart("plain") { Text = text.Plain },
                new TextPart("html") { Text = text.Html },
            },
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(null, mail.Recipient));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static SecureSocketOptions Security(MailTls tls) =>
        tls switch
        {
            MailTls.StartTls => SecureSocketOptions.StartTls,
            MailTls.Implicit => SecureSocketOptions.SslOnConnect,
            MailTls.None => SecureSocketOptions.None,
        };

    private static bool IsSignedBy(string file, X509Certificate? shown, X509Chain? sent, SslPolicyErrors faults)
    {
        if (faults is SslPolicyErrors.None)
        {
            return true;
        }

        if (faults is not SslPolicyErrors.RemoteCertificateChainErrors || shown is not X509Certificate2 certificate)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        foreach (var element in sent?.ChainElements.AsEnumerable() ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(certificate);
    }
}
