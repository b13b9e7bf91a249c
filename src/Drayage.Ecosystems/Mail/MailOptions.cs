using System.Collections.Immutable;

namespace Drayage.Ecosystems.Mail;

/// <summary>How mail is sent, as a consignment's options carry it.</summary>
public sealed record MailOptions
{
    public required MailServer Server { get; init; }

    public required string From { get; init; }

    /// <summary>Addresses, or references to such.</summary>
    public required ImmutableArray<string> To { get; init; }

    /// <summary>Template; null for the usual one.</summary>
    public string? Subject { get; init; }

    /// <inheritdoc cref="Pipeline.Announcing.Notices.NoticeSettings.Message"/>
    public string? Message { get; init; }

    public static MailOptions Of(IReadOnlyDictionary<string, string> options) => new()
    {
        Server = MailServer.Parse(options["server"], Enum.Parse<MailSecurity>(options["security"], ignoreCase: true)),
        From = options["from"],
        To = [.. options["to"].Split('\n')],
        Subject = options.GetValueOrDefault("subject"),
        Message = options.GetValueOrDefault("message"),
    };

    public ImmutableSortedDictionary<string, string> ToOptions()
    {
        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        options["server"] = Server.ToString();
        options["security"] = Server.Security.ToString().ToLowerInvariant();
        options["from"] = From;
        options["to"] = string.Join('\n', To);
        foreach (var (key, value) in new[] { ("subject", Subject), ("message", Message) })
        {
            if (value is not null)
                options[key] = value;
        }

        return options.ToImmutable();
    }
}
