using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Platform.Secrets;
using Drayage.Platform.Storage;
using MimeKit;

namespace Drayage.Ecosystems.Mail;

/// <summary>Sends mail. A server that took it says so; where it goes from there nobody can be asked. A rehearsal writes it to a file.</summary>
internal sealed class MailPublisher(PublisherContext context) : IPublisher
{
    public SecretReference? User { get; init; }

    public SecretReference? Password { get; init; }

    public bool IsReversible => false;

    public int Concurrency => 1;

    public DeliveryGuarantee Guarantee => DeliveryGuarantee.AtLeastOnce;

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var options = MailOptions.Of(consignment.Options);
        var references = options.To.Select(to => SecretReference.TryParse(to, out var reference) ? reference : null).Append(User).Append(Password).OfType<SecretReference>();
        var missing = context.Rehearsal is null ? references.Where(reference => !context.Secrets.IsPresent(reference)).ToArray() : [];
        return Task.FromResult(new PreflightReport(
        [
            .. missing.Select(secret => PreflightFinding.Doubtful(PreflightSubject.Credential, $"the secret {secret} is not set: no mail will be sent; nothing else waits for that")),
            PreflightFinding.Unknown(PreflightSubject.Reach, $"whether {options.Server} takes mail cannot be known before one is sent"),
        ]));
    }

    public Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        Task.FromResult<Probe>(new Probe.Unknown("nobody can be asked which mail has come"));

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        ProbeAsync(consignment, effect, content, cancellationToken);

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var notice = content.NoticeOf(consignment.Announcement!, (Effect.Announce)effect);
        var options = MailOptions.Of(consignment.Options);
        var failed = $"destination {consignment.Destination}: {notice.Event.Type} of {notice.Event.Subject} was not told";
        if (context.Rehearsal is not null)
        {
            await WriteAsync(consignment, NoticeMail.Of(notice, options, Rehearsed(options), context.Clock.GetUtcNow()), notice.Event.Id, cancellationToken);
            return;
        }

        var mail = NoticeMail.Of(notice, options, await RecipientsAsync(options, failed, cancellationToken), context.Clock.GetUtcNow());
        var login = User is null || Password is null
            ? null
            : new MailLogin(await context.Secrets.ResolveAsync(User, cancellationToken), await context.Secrets.ResolveAsync(Password, cancellationToken));
        await new MailSending(options.Server, login, context.Gate).SendAsync(mail, failed, cancellationToken);
    }

    private async Task WriteAsync(Consignment consignment, MimeMessage mail, string id, CancellationToken cancellationToken)
    {
        var files = context.Files ?? throw new InvalidOperationException("nothing is written here");
        using var bytes = new MemoryStream();
        await mail.WriteToAsync(bytes, cancellationToken);
        await AtomicFile.WriteAsync(Path.Combine(files, "mail", consignment.Destination, $"{id}.eml"), bytes.ToArray(), cancellationToken);
    }

    /// <summary>A rehearsal reads no secret: whoever is named by one is written down by its name.</summary>
    private static IEnumerable<MailboxAddress> Rehearsed(MailOptions options) => options.To.Select(to =>
        SecretReference.TryParse(to, out var reference) ? new MailboxAddress(reference.ToString(), "somebody@rehearsal.invalid") : MailboxAddress.Parse(to));

    private async Task<MailboxAddress[]> RecipientsAsync(MailOptions options, string failed, CancellationToken cancellationToken)
    {
        var all = new List<MailboxAddress>();
        foreach (var to in options.To)
        {
            var reference = SecretReference.TryParse(to, out var named) ? named : null;
            var text = reference is null ? to : (await context.Secrets.ResolveAsync(reference, cancellationToken)).Reveal();
            all.AddRange(InternetAddressList.TryParse(text, out var list) && list.Mailboxes.Any()
                ? list.Mailboxes
                : throw new DeliveryException(DeliveryFailure.Refused, failed, $"{reference} holds no mail address", "write NAME@HOST into it; then: drayage resume"));
        }

        return [.. all];
    }
}
