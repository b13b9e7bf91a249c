using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Drayage.Cli.Rendering;
using Drayage.Model;
using Drayage.Model.Explaining;
using Drayage.Workflows.Explaining;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage explain</c></summary>
internal static class ExplainCommand
{
    private const string StandardInput = "-";

    public static Command Create(Composition composition)
    {
        var subject = new Argument<string?>("log") { Description = "A log, the zip archive of a run's logs, '-' for standard input, or the id of a known failure.", Arity = ArgumentArity.ZeroOrOne };
        var status = new Option<int?>("--status") { Description = "HTTP status of an answer, in place of a log." };
        var url = new Option<string?>("--url") { Description = "Address that gave the answer." };
        var body = new Option<string?>("--body") { Description = "What the answer said." };
        var json = SharedOptions.Json();
        var command = new Command("explain", "Say what went wrong in a failed log, why, and what to do.") { subject, status, url, body, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var hasAnswer = parsed.GetValue(status) is not null || parsed.GetValue(url) is not null || parsed.GetValue(body) is not null;
            if (hasAnswer == (parsed.GetValue(subject) is not null))
                throw new ReleaseException(ExitCode.Usage, "give either a log or an answer", null, "drayage explain failed.log, or drayage explain --status 403 --url https://… --body …");
            var findings = hasAnswer
                ? OfAnswer(parsed.GetValue(status), parsed.GetValue(url), parsed.GetValue(body) ?? "")
                : await OfSubjectAsync(composition, parsed.GetValue(subject)!, cancellationToken);
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(ExplanationDocument.Write(findings, composition.Redactor));
            else
                ExplanationText.Write(composition, findings);
            return (int)(findings.IsEmpty ? ExitCode.Refused : ExitCode.Done);
        });
        return command;
    }

    private static ImmutableArray<Explained> OfAnswer(int? status, string? url, string body)
    {
        Uri? address = null;
        if (url is not null && !Uri.TryCreate(url, UriKind.Absolute, out address))
            throw new ReleaseException(ExitCode.Usage, "--url is no address", null, "write it in full: https://ghcr.io/v2/…");
        return AnswerExplainer.Explain(status, address, body) is { } recognised ? [new Explained(recognised.Failure, recognised.Weight, null)] : [];
    }

    private static async Task<ImmutableArray<Explained>> OfSubjectAsync(Composition composition, string subject, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(subject, composition.Environment.CurrentDirectory);
        if (subject != StandardInput && !File.Exists(path))
            return [Entry(subject)];
        var explainer = new LogExplainer();
        if (subject == StandardInput)
        {
            // An archive has to be sought in.
            await using var kept = new MemoryStream();
            await using var input = Console.OpenStandardInput();
            await input.CopyToAsync(kept, cancellationToken);
            kept.Position = 0;
            await ReadAsync("standard input", kept, explainer, cancellationToken);
        }
        else
        {
            await using var file = File.OpenRead(path);
            await ReadAsync(subject, file, explainer, cancellationToken);
        }

        return [.. explainer.Findings.Select(finding => new Explained(finding.Failure, finding.Weight, finding))];
    }

    private static Explained Entry(string id)
    {
        if (KnownFailures.Find(id) is { } known)
            return new Explained(known, 0, null);
        var nearest = NearestName.Find(id, KnownFailures.All.Select(failure => failure.Id));
        throw new ReleaseException(
            ExitCode.Usage,
            $"'{id}' is neither a file nor a known failure",
            null,
            nearest is null ? "the ids stand in docs/explain/README.md" : $"did you mean: drayage explain {nearest}");
    }

    private static async Task ReadAsync(string source, Stream bytes, LogExplainer explainer, CancellationToken cancellationToken)
    {
        var magic = new byte[LogArchive.Magic.Length];
        var count = await bytes.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken);
        bytes.Position = 0;
        if (magic.AsSpan(0, count).SequenceEqual(LogArchive.Magic))
        {
            await LogArchive.ReadAsync(source, bytes, explainer, cancellationToken);
            return;
        }

        using var reader = new StreamReader(bytes, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: -1, leaveOpen: true);
        await explainer.ReadAsync(source, reader, cancellationToken);
    }
}

/// <summary>A known failure, and where it was found in a log.</summary>
/// <param name="Weight">How specific the evidence is.</param>
internal sealed record Explained(KnownFailure Failure, int Weight, Finding? Finding);
