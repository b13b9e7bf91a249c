using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Announcing.Notices;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Platform.Secrets;
using MimeKit;

namespace Drayage.Ecosystems.Mail;

/// <summary>A destination of kind <c>mail</c>.</summary>
public sealed record MailSettings : NoticeSettings
{
    internal const string OfKind = "mail";

    private static readonly ImmutableSortedDictionary<string, MailSecurity> Securities = ImmutableSortedDictionary<string, MailSecurity>.Empty
        .Add("starttls", MailSecurity.StartTls).Add("tls", MailSecurity.Tls).Add("none", MailSecurity.None);

    private static readonly Setting<string> ServerSetting = Settings.Text(
        "server", "Mail server, HOST or HOST:PORT. Default port: 587, with tls 465, with none 25.", required: true);

    private static readonly Setting<string> SecuritySetting = Settings.Choice(
        "security", "starttls; tls from the start; none. Default: tls on port 465, none on this machine, starttls elsewhere.", [.. Securities.Keys]);

    private static readonly Setting<SecretReference> UserSetting = Settings.Parsed(
        "user", "User at the mail server: env:NAME or file:PATH. Default: nobody logs in.", SecretReference.Parse);

    private static readonly Setting<SecretReference> PasswordSetting = Settings.Parsed(
        "password", "Password at the mail server: env:NAME or file:PATH.", SecretReference.Parse);

    private static readonly Setting<string> FromSetting = Settings.Parsed("from", "Address that it comes from.", ParseAddress, required: true);

    private static readonly Setting<ImmutableArray<string>> ToSetting = Settings.ParsedList(
        "to", "Addresses that it goes to. They stand in the waybill, unless they are named by env:NAME or file:PATH.", ParseRecipient);

    private static readonly Setting<string> SubjectSetting = Settings.Text(
        "subject", $"Template of the subject, of what 'message' is of. Default: {NoticeMail.DefaultSubject}.");

    /// <inheritdoc cref="MailOptions"/>
    public required MailOptions Options { get; init; }

    public SecretReference? User { get; init; }

    public SecretReference? Password { get; init; }

    internal static SettingsSection Section { get; } = new(
        $"destination of kind {OfKind}",
        "Tells people by e-mail over SMTP. Never a cause of failure.",
        [NoticeEventsSetting, ServerSetting, SecuritySetting, UserSetting, PasswordSetting, FromSetting, ToSetting, SubjectSetting, MessageSetting]);

    /// <summary>Where the subject stands.</summary>
    internal SourceLocation SubjectAt { get; init; } = new("", 0, 0);

    public override void Check()
    {
        base.Check();
        if (Options.Subject is { } subject)
            NoticeTemplate.Check(subject, SubjectAt);
    }

    internal static MailSettings Read(SectionReader reader, string id)
    {
        var server = ReadServer(reader);
        var (user, password) = (reader.Get(UserSetting), reader.Get(PasswordSetting));
        if (user is null != password is null)
            reader.Problems.Add("'user' and 'password' go together", reader.At, "name both, or none");
        if (user is not null && server is { Security: MailSecurity.None, IsLoopback: false })
            reader.Problems.Add($"user and password would go to {server.Host} unprotected", reader.LocationOf(SecuritySetting), "write security: starttls or tls");
        var to = reader.Get(ToSetting);
        if (to.IsDefaultOrEmpty)
            reader.Problems.Add("'to' names nobody", reader.At, "write to: people@example.org");
        return new()
        {
            Id = id,
            Kind = OfKind,
            At = reader.At,
            Events = ReadNoticeEvents(reader),
            Options = new MailOptions
            {
                Server = server,
                From = reader.Get(FromSetting) ?? "",
                To = to.IsDefault ? [] : to,
                Subject = reader.Get(SubjectSetting),
                Message = reader.Get(MessageSetting),
            },
            User = user,
            Password = password,
            SubjectAt = reader.LocationOf(SubjectSetting),
            Message = reader.Get(MessageSetting),
            MessageAt = reader.LocationOf(MessageSetting),
        };
    }

    private static MailServer ReadServer(SectionReader reader)
    {
        MailSecurity? security = reader.Get(SecuritySetting) is { } word ? Securities[word] : null;
        try
        {
            return MailServer.Parse(reader.Get(ServerSetting) ?? "localhost", security);
        }
        catch (FormatException wrong)
        {
            reader.Problems.Add(wrong.Message, reader.LocationOf(ServerSetting));
            return new MailServer("localhost", 0, MailSecurity.None);
        }
    }

    private static string ParseRecipient(string text) => SecretReference.TryParse(text, out _) ? text : ParseAddress(text);

    private static string ParseAddress(string text) => MailboxAddress.TryParse(text, out var address) && address.Domain.Length > 0 && !text.AsSpan().ContainsAny('\r', '\n')
        ? text
        : throw new FormatException($"'{text}' is no mail address: NAME@HOST, or Some Name <NAME@HOST>");
}
