namespace Drayage.Model.Targets;

/// <summary>The environment variables by which the Go toolchain cross-compiles.</summary>
/// <param name="GoOs"><c>GOOS</c>.</param>
/// <param name="GoArch"><c>GOARCH</c>.</param>
/// <param name="GoArm"><c>GOARM</c>: 5, 6 or 7 on arm, otherwise null.</param>
/// <param name="GoAmd64"><c>GOAMD64</c>: <c>v2</c> to <c>v4</c> where the platform asks for it, otherwise null.</param>
public sealed record GoTarget(string GoOs, string GoArch, string? GoArm = null, string? GoAmd64 = null);
