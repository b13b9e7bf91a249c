using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting;

/// <summary>Looks for one kind of mistake. What it is about, and how to mend it, stands in <c>docs/lint/ID.md</c>.</summary>
internal abstract class LintRule
{
    /// <summary>Lowercase words with hyphens; never changed, since suppressions name it.</summary>
    public abstract string Id { get; }

    /// <summary>Of most findings; where less is certain a finding may weigh less.</summary>
    public abstract Severity Severity { get; }

    /// <summary>What is wrong where the rule finds something, in a few words.</summary>
    public abstract string Title { get; }

    /// <summary>Whether the rule can judge a part of a workflow of which the rest is not known, as guides show them.</summary>
    public virtual bool ReadsFragments => false;

    public abstract IEnumerable<Finding> Check(LintTarget target);

    /// <param name="severity">Where it differs from the rule's.</param>
    protected Finding Found(SourceFile source, SourcePlace place, string message, string? because = null, string? hint = null, Severity? severity = null) => new()
    {
        Rule = Id,
        Severity = severity ?? Severity,
        Message = message,
        Because = because,
        Hint = hint,
        Source = source,
        Place = place,
    };
}
