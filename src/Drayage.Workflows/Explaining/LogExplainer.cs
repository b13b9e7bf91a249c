using System.Collections.Immutable;
using Drayage.Model.Explaining;
using Drayage.Workflows.Explaining.Logs;

namespace Drayage.Workflows.Explaining;

/// <summary>Log → what went wrong. Takes time linear in the length of the log and memory that does not depend on it.</summary>
public sealed class LogExplainer
{
    private const int ExcerptLength = 300;
    private const int ExcerptBefore = 100;

    // What a client says before it tries again is no failure yet: if none of the tries succeeds, the last one is told without it.
    private static readonly Phrase[] TriedAgain = ["retrying", "will retry", "Retry * of ", "try again in a moment", "attempt * of"];

    private readonly Dictionary<(string Id, string Source), Finding> findings = [];

    /// <summary>The failures told by the logs that were read, the most specific first; empty where there is nothing to explain.</summary>
    public ImmutableArray<Finding> Findings
    {
        get
        {
            var decided = findings.Values.Any(finding => finding.InFailedStep) ? findings.Values.Where(finding => finding.InFailedStep) : findings.Values;
            return
            [
                .. decided.GroupBy(finding => finding.Failure.Id)
                    .Select(same => same.MaxBy(finding => finding.Weight)! with { Count = same.Sum(finding => finding.Count) })
                    .OrderByDescending(finding => finding.Weight)
                    .ThenBy(finding => finding.Source, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Line),
            ];
        }
    }

    /// <param name="source">What messages call the log: its path.</param>
    public async Task ReadAsync(string source, TextReader log, CancellationToken cancellationToken)
    {
        var context = new LogContext();
        var message = new LogMessage();
        var failed = false;
        await foreach (var (number, raw) in LogLines.ReadAsync(log, cancellationToken))
        {
            var line = CleanLine.Of(raw);
            failed |= line.Mark == LogMark.Error;
            var isScript = context.IsScript(line);
            if (isScript || !message.Continues(line))
                Look(source, context, message);
            if (!isScript)
                message.Add(line, number);
            context.Note(line, number, isScript);
        }

        Look(source, context, message);
        if (failed)
            MarkFailed(source);
    }

    private void Look(string source, LogContext context, LogMessage message)
    {
        var text = message.Take();
        var status = StatusWords.In(text);
        if ((status is not null || KnownFailures.MaySpeakOfFailure(text))
            && !TriedAgain.Any(phrase => phrase.FindIn(text) >= 0)
            && KnownFailures.Recognise(context.SymptomOf(text, status, message.FirstLine)) is { } recognised)
            Add(source, message.LineAt(recognised.Offset), text, recognised);
    }

    private void Add(string source, int number, string text, Recognition recognised)
    {
        var key = (recognised.Failure.Id, source);
        var known = findings.GetValueOrDefault(key);
        findings[key] = known is not null && known.Weight >= recognised.Weight
            ? known with { Count = known.Count + 1 }
            : new Finding
            {
                Failure = recognised.Failure,
                Weight = recognised.Weight,
                Source = source,
                Line = number,
                Excerpt = Excerpt(text, recognised.Offset),
                Count = (known?.Count ?? 0) + 1,
            };
    }

    private void MarkFailed(string source)
    {
        foreach (var key in findings.Keys.Where(key => key.Source == source).ToArray())
            findings[key] = findings[key] with { InFailedStep = true };
    }

    /// <summary>The place around the evidence, cut between words so that no credential loses the prefix by which it is told.</summary>
    internal static string Excerpt(string text, int offset)
    {
        if (text.Length <= ExcerptLength)
            return SecretShapes.Masked(text.Trim());
        var begin = Math.Max(0, offset - ExcerptBefore);
        var end = Math.Min(text.Length, begin + ExcerptLength);
        while (begin > 0 && !char.IsWhiteSpace(text[begin - 1]) && begin < offset)
            begin++;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && end > offset + 1)
            end--;
        return $"{(begin > 0 ? "… " : "")}{SecretShapes.Masked(text[begin..end].Trim())}{(end < text.Length ? " …" : "")}";
    }
}
