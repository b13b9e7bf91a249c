using Drayage.Model;

namespace Drayage.Oci.Layouts;

/// <summary>One thing that is wrong with a layout.</summary>
/// <param name="Digest">The content it is about.</param>
/// <param name="Trail">How it was reached, from <c>index.json</c> down.</param>
/// <param name="Message">What is wrong.</param>
public sealed record LayoutProblem(Digest Digest, string Trail, string Message)
{
    public override string ToString() => $"{Trail}: {Message}";
}
