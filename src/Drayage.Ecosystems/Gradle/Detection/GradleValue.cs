using Drayage.Model;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>A value of a property or an assignment.</summary>
/// <param name="Text">Meaningless where it is not known.</param>
/// <param name="At">Where to edit it.</param>
internal sealed record GradleValue(string Text, SourceLocation At, bool IsKnown = true);
