using System.Collections.Immutable;
using Drayage.Ecosystems.Gradle.Detection.Scripts;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>Where reading stands.</summary>
/// <param name="Script">The script that is read.</param>
/// <param name="Targets">The projects that its statements are about.</param>
internal sealed record Frame(Script Script, ImmutableArray<GradleProject> Targets)
{
    /// <summary>Whether an <c>if</c> or the like decides about what is read.</summary>
    public bool IsConditional { get; init; }

    /// <summary>The convention plugin or script that led here, or null.</summary>
    public string? Via { get; init; }

    public int Depth { get; init; }
}
