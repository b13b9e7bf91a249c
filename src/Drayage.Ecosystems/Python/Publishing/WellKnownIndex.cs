namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>The two indexes of the Python Software Foundation, whose addresses need not be written out.</summary>
/// <param name="Pages">Where people look after their projects.</param>
internal sealed record WellKnownIndex(string Name, Uri Upload, Uri Index, Uri Pages)
{
    private static readonly WellKnownIndex[] All =
    [
        new("pypi", new Uri("https://upload.pypi.org/legacy/"), new Uri("https://pypi.org/simple/"), new Uri("https://pypi.org/")),
        new("testpypi", new Uri("https://test.pypi.org/legacy/"), new Uri("https://test.pypi.org/simple/"), new Uri("https://test.pypi.org/")),
    ];

    public static IEnumerable<string> Names => All.Select(index => index.Name);

    public static WellKnownIndex? ByName(string name) => All.FirstOrDefault(index => index.Name == name);

    public static WellKnownIndex? ByUpload(Uri upload) => All.FirstOrDefault(index => index.Upload == upload);
}
