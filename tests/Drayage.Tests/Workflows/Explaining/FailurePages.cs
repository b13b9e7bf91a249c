using System.Text;
using Drayage.Model.Explaining;

namespace Drayage.Tests.Workflows.Explaining;

/// <summary>The pages about known failures in <c>docs/explain</c>, made from the knowledge base.</summary>
internal static class FailurePages
{
    /// <summary>The directory of the pages, from the root of the repository.</summary>
    public const string Directory = "docs/explain";

    /// <summary>A page in Markdown.</summary>
    public static string PageOf(KnownFailure failure)
    {
        var page = new StringBuilder();
        page.Append($"# {Capital(failure.Title)}\n\n`{failure.Id}`\n\n## What happened\n\n{failure.What}\n\n## Why\n\n{failure.Why}\n\n## What to do\n\n");
        foreach (var remedy in failure.Remedies)
            page.Append($"- {remedy}\n");
        page.Append("\n## How it is recognised\n\n| message | status | host | from |\n|---|---|---|---|\n");
        foreach (var sign in failure.Signs)
            page.Append($"| {Words(sign)} | {string.Join(", ", sign.Status)} | {string.Join(", ", sign.Hosts)} | {(sign.By == Client.Unknown ? "" : Programs(sign.By))} |\n");
        page.Append("\n[All known failures](README.md)\n");
        return page.ToString();
    }

    /// <summary>The index of all pages.</summary>
    public static string Index()
    {
        var page = new StringBuilder();
        page.Append("# Known failures\n\nWhat `drayage explain` recognises in logs and answers, and what reports of Drayage name as `explained`.\n"
            + "These pages are made from the knowledge base (`src/Drayage.Model/Explaining/Knowledge`); a test tells when they are stale.\n");
        foreach (var area in KnownFailures.Areas)
        {
            page.Append($"\n## {area.Title}\n\n| id | what it means |\n|---|---|\n");
            foreach (var failure in area.Failures)
                page.Append($"| [{failure.Id}]({failure.Id}.md) | {failure.Title} |\n");
        }

        return page.ToString();
    }

    private static string Capital(string title) => char.ToUpperInvariant(title[0]) + title[1..];

    private static string Words(Sign sign)
    {
        var words = string.Join(" and ", sign.Says.Select(phrase => Code(phrase.ToString())));
        if (sign.After is not null)
            words += $" after {Code(sign.After.ToString())}";
        return sign.Unless.IsEmpty ? words : $"{words}, without {string.Join(", ", sign.Unless.Select(phrase => Code(phrase.ToString())))}";
    }

    // A message may hold backticks itself.
    private static string Code(string text) => (text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Programs(Client by) => by switch
    {
        Client.Python => "twine, uv, pip",
        Client.Containers => "docker, buildx, podman, skopeo, helm",
        Client.GitHub => "gh, actions",
        Client.DotNet => "dotnet",
        _ => string.Join(", ", Enum.GetValues<Client>().Where(client => int.PopCount((int)client) == 1 && by.HasFlag(client)).Select(client => client.ToString().ToLowerInvariant())),
    };
}
