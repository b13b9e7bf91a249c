using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Suppressing;

/// <summary>The suppressions of all files, and which of them were needed.</summary>
internal sealed class SuppressionLedger
{
    private readonly Dictionary<SourceFile, ImmutableArray<Suppression>> read = [];
    private readonly HashSet<Suppression> used = [];

    /// <returns>Null where no comment suppresses the finding.</returns>
    public Suppression? Find(Finding finding)
    {
        var by = Of(finding.Source).FirstOrDefault(suppression => suppression.Covers(finding));
        if (by is not null)
            used.Add(by);
        return by;
    }

    /// <summary>What is wrong with the suppressions of a file, after all findings were asked for.</summary>
    public IEnumerable<Finding> Complaints(SourceFile source)
    {
        foreach (var suppression in Of(source))
        {
            if (suppression.Reason is null)
                yield return Of(SuppressionRules.WithoutReason, source, suppression, "the suppression gives no reason", "write the reason behind two hyphens: # drayage: ignore ID -- reason");
            if (!used.Contains(suppression))
                yield return Of(SuppressionRules.Unused, source, suppression, $"nothing here is found by {string.Join(", ", suppression.Rules)}", "delete the comment");
        }
    }

    private ImmutableArray<Suppression> Of(SourceFile source)
    {
        if (!read.TryGetValue(source, out var suppressions))
            read[source] = suppressions = SuppressionReader.Read(source);
        return suppressions;
    }

    private static Finding Of(RuleInfo rule, SourceFile source, Suppression suppression, string message, string hint) => new()
    {
        Rule = rule.Id,
        Severity = rule.Severity,
        Message = message,
        Hint = hint,
        Source = source,
        Place = suppression.Place,
    };
}
