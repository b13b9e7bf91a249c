using Drayage.Pipeline.Announcing.Notices;
using MimeKit;

namespace Drayage.Ecosystems.Mail;

/// <summary>A notice as a mail (RFC 5322). Values reach headers through the library, which encodes them: no line of theirs becomes a header.</summary>
internal static class NoticeMail
{
    public const string DefaultSubject = "{{ headline }}";

    private const int LongestSubject = 500;
    private const int LongestText = 100_000;

    /// <param name="notice">What is told.</param>
    /// <param name="options">Of the consignment.</param>
    /// <param name="recipients">Addresses.</param>
    /// <param name="now">When it is sent.</param>
    public static MimeMessage Of(Notice notice, MailOptions options, IEnumerable<MailboxAddress> recipients, DateTimeOffset now)
    {
        var from = MailboxAddress.Parse(options.From);
        var mail = new MimeMessage
        {
            // The same for each telling of an event, so that mail clients show it once.
            MessageId = $"{notice.Event.Id}@{from.Domain}",
            Date = now,
            Subject = NoticeText.Shorten(NoticeTemplate.RenderTitle(options.Subject ?? DefaultSubject, notice), LongestSubject),
            Body = new TextPart("plain") { Text = TextOf(notice, options) + "\n" },
        };
        mail.From.Add(from);
        mail.To.AddRange(recipients);
        // Nobody's holiday notice shall answer (RFC 3834).
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mail.Prepare(EncodingConstraint.SevenBit);
        return mail;
    }

    private static string TextOf(Notice notice, MailOptions options)
    {
        var text = NoticeTemplate.Render(options.Message ?? NoticeMessages.For(NoticeMarkup.Plain), notice, NoticeMarkup.Plain);
        var whole = options.Message is null || text.Length == 0 ? $"{NoticeText.OneLine(notice.Headline)}.\n\n{text}".TrimEnd() : text;
        return NoticeText.Shorten(whole, LongestText);
    }
}
