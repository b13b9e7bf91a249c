using System.Numerics;

namespace Drayage.Model.Versions;

/// <summary>The pre-release phases of PEP 440, in order.</summary>
public enum Pep440Phase
{
    /// <summary><c>a</c>, also spelt <c>alpha</c>.</summary>
    Alpha,

    /// <summary><c>b</c>, also spelt <c>beta</c>.</summary>
    Beta,

    /// <summary><c>rc</c>, also spelt <c>c</c>, <c>pre</c> and <c>preview</c>.</summary>
    ReleaseCandidate,
}

/// <summary>A pre-release segment such as <c>rc1</c>.</summary>
public sealed record Pep440PreRelease(Pep440Phase Phase, BigInteger Number)
{
    public override string ToString() => Phase switch
    {
        Pep440Phase.Alpha => $"a{Number}",
        Pep440Phase.Beta => $"b{Number}",
        _ => $"rc{Number}",
    };
}
