namespace Drayage.Model.Detection;

/// <summary>What part a package plays in its repository, judged from where it stands and what it declares.</summary>
public enum PackageRole
{
    /// <summary>Something the project may ship.</summary>
    Product,

    /// <summary>A test project.</summary>
    Test,

    /// <summary>A benchmark.</summary>
    Benchmark,

    /// <summary>An example or sample.</summary>
    Example,

    /// <summary>Input of tests.</summary>
    Fixture,

    /// <summary>Somebody else's code kept in the repository.</summary>
    Vendored,

    /// <summary>A tool of the project's own development: a build script, a code generator.</summary>
    Tooling,
}
