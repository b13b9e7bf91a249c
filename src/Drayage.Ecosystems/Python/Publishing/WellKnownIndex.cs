namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>The two indexes of the Python Software Foundation, whose addresses need not be written out.</summary>
/// <param name="Name">As settings name it.</param>
/// <param name="Title">As people write it.</param>
/// <param name="Upload">Address of its upload API.</param>
/// <param name="Index">Address of its simple repository API.</param>
/// <param name="Pages">Where people look after their projects.</param>
internal sealed record WellKnownIndex(string Name, string Title, Uri Upload, Uri Index, Uri Pages)
{
    private static readonly WellKnownIndex[] All =
    [
        new("pypi", "PyPI", new Uri("https://upload.pypi.org/legacy/"), new Uri("https://pypi.org/simple/"), new Uri("https://pypi.org/")),
        new("testpypi", "TestPyPI", new Uri("https://test.pypi.org/legacy/"), new Uri("https://test.pypi.org/simple/"), new Uri("https://test.pypi.org/")),
    ];

    /// <summary>Where clients go that are told nothing.</summary>
    public static WellKnownIndex Default => All[0];

    /// <summary>Whether installers look there without being told.</summary>
    public bool IsDefault => ReferenceEquals(this, Default);

    public static IEnumerable<string> Names => All.Select(index => index.Name);

    public static WellKnownIndex? ByName(string name) => All.FirstOrDefault(index => index.Name == name);

    public static WellKnownIndex? ByUpload(Uri upload) => All.FirstOrDefault(index => index.Upload == upload);
}
