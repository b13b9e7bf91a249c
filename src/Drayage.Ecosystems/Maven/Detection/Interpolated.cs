using Drayage.Model;

namespace Drayage.Ecosystems.Maven.Detection;

/// <summary>A text of a pom with its <c>${…}</c> replaced.</summary>
/// <param name="IsKnown">False where a reference has no value in the files: the environment's or the command line's.</param>
/// <param name="At">Where to edit it: the property where the text is nothing but a reference to one.</param>
internal sealed record Interpolated(string Text, bool IsKnown, SourceLocation At);
