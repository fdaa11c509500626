using Microsoft.Extensions.Options;
using MimeKit;

namespace Infrar.Platform.Mail;

/// <summary>How the connection to the mail server is secured.</summary>
public enum MailTls
{
    /// <summary>It begins in the clear and must turn to TLS before anything is said.</summary>
    StartTls,

    /// <summary>TLS from the first byte, as on port 465.</summary>
    Implicit,

    /// <summary>None, for a relay on the machine itself; no password is sent so.</summary>
    None,
}

/// <summary>Section <c>Mail</c>. Without a host nothing is sent.</summary>
public sealed class MailOptions
{
    /// <summary>The server that takes our mail (SMTP).</summary>
    public string? Host { get; set; }

    /// <summary>1 to 65535; 587 when nothing is said.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is secured; by <c>starttls</c> when nothing is said.</summary>
    public MailTls Tls { get; set; } = MailTls.StartTls;

    /// <summary>Who signs in at the server; nobody when nothing is said.</summary>
    public string? User { get; set; }

    /// <summary>The file whose first line is the password; read anew for every connection.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>The address that mail comes from, such as <c>Infrar &lt;infrar@example.com&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>Certificates (PEM) of the authority that signed the server's, where it is none that the machine knows.</summary>
    public string? AuthorityFile { get; set; }
}

/// <summary>Says every fault of <see cref="MailOptions"/> at once.</summary>
internal sealed class MailOptionsValidation : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (options.Host is null)
        {
            return ValidateOptionsResult.Success;
        }

        var faults = new List<string>();
        if (options.Port is < 1 or > 65535)
        {
            faults.Add($"Mail:Port is {options.Port}; state a number from 1 to 65535.");
        }

        if (!MailboxAddress.TryParse(options.From ?? "", out var from) || !from.Address.Contains('@'))
        {
            faults.Add($"Mail:From is '{options.From}'; state an address such as Infrar <infrar@example.com>.");
        }

        if (options.User is null != options.PasswordFile is null)
        {
            faults.Add("Mail:User and Mail:PasswordFile belong together; state both or neither.");
        }

        if (options is { User: not null, Tls: MailTls.None })
        {
            faults.Add(
                "Mail:Tls is none, and Mail:User would send its password in the clear; take starttls or implicit."
            );
        }

        foreach (
            var (setting, file) in new[]
            {
                ("PasswordFile", options.PasswordFile),
                ("AuthorityFile", options.AuthorityFile),
            }.Where(f => f.Item2 is not null && !File.Exists(f.Item2))
        )
        {
            faults.Add($"Mail:{setting} names '{file}', which is not there.");
        }

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
