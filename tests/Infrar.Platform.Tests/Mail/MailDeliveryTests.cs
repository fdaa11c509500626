using System.Text;
using System.Text.Json;
using Infrar.Platform.Account;
using Infrar.Platform.Hosting;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SmtpServer.Protocol;

namespace Infrar.Platform.Tests.Mail;

/// <summary>The outbox and a real mail server, with the clock in the test's hand; no platform runs beside it.</summary>
public sealed class MailDeliveryTests : IAsyncLifetime
{
    private const string To = "ada@example.com";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infrar-outbox-");
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private MailboxServer _mailbox = null!;
    private WebApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mailbox = await MailboxServer.StartAsync(Cancel);
        _app = Build([]);
        await PlatformStart.PrepareAsync(_app.Services, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _mailbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_the_server_puts_off_is_sent_later_and_what_it_refuses_is_not_sent_again()
    {
        _mailbox.Refusals.Enqueue(new((SmtpReplyCode)451, "not now"));
        await AddAsync(new("Put off", ["Later."]));

        await DeliverAsync(_app);
        Assert.Empty(_mailbox.Taken);
        await DeliverAsync(_app);
        Assert.Equal(1, _mailbox.Tries);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(_app);
        Assert.EndsWith("@platform.example", Assert.Single(_mailbox.Taken).MessageId, StringComparison.Ordinal);

        _mailbox.Refusals.Enqueue(new((SmtpReplyCode)550, "no such mailbox"));
        await AddAsync(new("Refused", ["Never."]));
        await DeliverAsync(_app);
        _clock.Advance(TimeSpan.FromHours(2));
        await DeliverAsync(_app);
        Assert.Equal(3, _mailbox.Tries);
        Assert.Empty(await WaitingAsync());
    }

    [Fact]
    public async Task A_process_that_dies_after_the_server_took_a_mail_repeats_that_one_with_the_same_id()
    {
        var id = await AddAsync(new("Once", ["Text."]));
        var attempted = Assert.Single(await WaitingAsync());
        await DeliverAsync(_app);
        Assert.Empty(await WaitingAsync());

        // What a process leaves that dies between the server's answer and the end of the row.
        attempted.Attempt(_clock.GetUtcNow());
        await using (var scope = _app.Services.CreateAsyncScope())
        {
            var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
            records.Add(attempted);
            await records.SaveChangesAsync(Cancel);
        }

        await DeliverAsync(_app);
        Assert.Single(_mailbox.Taken);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(_app);

        Assert.Equal(2, _mailbox.Taken.Count);
        Assert.All(_mailbox.Taken, m => Assert.StartsWith(id.Value, m.MessageId, StringComparison.Ordinal));
        Assert.Empty(await WaitingAsync());
    }

    [Fact]
    public async Task A_server_that_cannot_show_who_it_is_gets_neither_password_nor_mail()
    {
        await using var stranger = await MailboxServer.StartAsync(Cancel);
        var authority = stranger.Settings.Single(s => s.Contains("AuthorityFile", StringComparison.Ordinal));
        await using var trusting = Build([authority]);
        await AddAsync(new("Secret", ["Text."]));

        await DeliverAsync(trusting);
        Assert.Equal(0, _mailbox.Tries);
        Assert.Single(await WaitingAsync());

        _clock.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(_app);
        Assert.Single(_mailbox.Taken);
    }

    [Fact]
    public async Task What_cannot_be_sent_in_three_days_is_given_up()
    {
        await using var lost = Build(["--Mail:Port=9"]);
        await AddAsync(new("Lost", ["Text."]));

        await DeliverAsync(lost);
        Assert.Single(await WaitingAsync());
        _clock.Advance(OutgoingMail.Life);
        await DeliverAsync(lost);

        Assert.Empty(await WaitingAsync());
        Assert.Equal(TimeSpan.FromMinutes(1), OutgoingMail.Wait(1));
        Assert.Equal(TimeSpan.FromMinutes(4), OutgoingMail.Wait(3));
        Assert.Equal(TimeSpan.FromHours(1), OutgoingMail.Wait(40));
    }

    [Fact]
    public async Task Texts_lie_sealed_in_the_outbox()
    {
        const string secret = "kGm3yq0nT4f8ZkB2cVtQ";
        await AddAsync(new("Secret", ["Text."], secret));

        var row = Assert.Single(await WaitingAsync());
        Assert.DoesNotContain(secret, Encoding.Latin1.GetString(row.SealedText), StringComparison.Ordinal);
        await DeliverAsync(_app);
        Assert.Equal(secret, MailboxServer.Code(Assert.Single(_mailbox.Taken)));
    }

    [Fact]
    public void No_text_becomes_a_header_or_markup()
    {
        var mail = OutgoingMail.Of(new("mail-1"), To, [], _clock.GetUtcNow());
        const string team = "T\r\n\r\nX-Evil: 1\0<img src=x>";
        var text = MailTexts.Invitation("Eve\r\nBcc: eve@evil.example", team, default, "s", "u");

        using var message = MailServer.Message(mail, text, MailboxAddress.Parse("Infrar <infrar@example.com>"));
        using var written = new MemoryStream();
        message.WriteTo(written, Cancel);
        using var read = MimeMessage.Load(new MemoryStream(written.ToArray()), Cancel);

        Assert.Empty(read.Bcc);
        Assert.Null(read.Headers["X-Evil"]);
        Assert.DoesNotContain("\n", read.Subject, StringComparison.Ordinal);
        Assert.Contains("X-Evil", read.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", read.HtmlBody, StringComparison.Ordinal);
        Assert.False(EmailAddress.TryParse("a@b.example\r\nBcc: x@y.example", out _));
    }

    [Fact]
    public void Settings_that_do_not_fit_are_named_all_at_once()
    {
        var faults = new MailOptionsValidation()
            .Validate(
                null,
                new()
                {
                    Host = "mail.example.com",
                    Port = 0,
                    From = "nobody",
                    User = "infrar",
                    Tls = MailTls.None,
                    AuthorityFile = "/nowhere/ca.pem",
                }
            )
            .Failures!.ToList();

        Assert.Equal(5, faults.Count);
        foreach (var setting in (string[])["Port", "From", "PasswordFile", "Tls", "AuthorityFile"])
        {
            Assert.Contains(faults, f => f.Contains($"Mail:{setting}", StringComparison.Ordinal));
        }
    }

    private WebApplication Build(string[] settings) =>
        PlatformHost.Build([$"--Server:DataFolder={_folder.FullName}", .. _mailbox.Settings, .. settings]);

    private async Task<Id<OutgoingMail>> AddAsync(MailText text)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var id = Id<OutgoingMail>.New(_clock);
        var sealing = scope.ServiceProvider.GetRequiredService<Sealing>();
        var plain = JsonSerializer.SerializeToUtf8Bytes(text);
        var sealedText = await sealing.SealAsync(Outbox.Owner, id.Value, plain, Cancel);
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        records.Add(OutgoingMail.Of(id, To, sealedText, _clock.GetUtcNow()));
        await records.SaveChangesAsync(Cancel);
        return id;
    }

    private async Task DeliverAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<MailDelivery>(scope.ServiceProvider, _clock).SendDueAsync(Cancel);
    }

    private async Task<List<OutgoingMail>> WaitingAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<PlatformContext>()
            .Set<OutgoingMail>()
            .AsNoTracking()
            .ToListAsync(Cancel);
    }
}
