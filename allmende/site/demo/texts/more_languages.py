# SPDX-License-Identifier: EUPL-1.2
"""The front page, one page of information, one guide and one piece of news in Ukrainian, Arabic and Turkish."""

from __future__ import annotations

from allmende.site.demo.texts.model import GuideWords, Words

UK, AR, TR = "uk", "ar", "tr"
LANGUAGES = (UK, AR, TR)

TITLE = {UK: "Район Ауенталь", AR: "مقاطعة آوينتال", TR: "Auental İlçesi"}

HOME = {
    UK: Words("Ласкаво просимо до Ауенталю",
        "Між річкою та лісом, з короткими шляхами й відчиненими дверима: тут Ви знайдете те, що потрібно щодня.",
        "## Один район, багато місць\n\nВ Ауенталі живе {people} людей: у місті {core} та в {villages} селах довкола. Міста й "
        "громади об’єдналися, щоб Вам не доводилося шукати в багатьох місцях: лікарку в сусідньому селі, найближчий дитячий "
        "майданчик чи потрібну форму.\n\nЧогось бракує або щось не так? Напишіть нам. Біля кожного місця на карті є для цього "
        "кнопка. Реєстрація не потрібна."),
    AR: Words("أهلًا بكم في آوينتال",
        "بين النهر والغابة، مسافات قصيرة وأبواب مفتوحة: هنا تجدون ما تحتاجون إليه في حياتكم اليومية.",
        "## مقاطعة واحدة وأماكن كثيرة\n\nيعيش في آوينتال {people} نسمة، في مدينة {core} وفي {villages} قرية حولها. اجتمعت المدن "
        "والبلديات كي تبحثوا في مكان واحد فقط: عن الطبيبة في القرية المجاورة، أو أقرب ملعب للأطفال، أو النموذج المناسب.\n\n"
        "هل ينقص شيء أو هناك خطأ؟ أخبرونا بذلك. عند كل مكان على الخريطة زر مخصص لهذا، ولا تحتاجون إلى حساب."),
    TR: Words("Auental’e hoş geldiniz",
        "Nehirle orman arasında, kısa mesafeler ve açık kapılar: Günlük yaşamda size gerekenleri burada bulursunuz.",
        "## Tek ilçe, birçok yer\n\nAuental’de {people} kişi yaşıyor: {core} kentinde ve çevresindeki {villages} köyde. Kentler ve "
        "belediyeler, tek bir yerde arayabilesiniz diye bir araya geldi: komşu köydeki doktoru, en yakın oyun alanını ya da doğru "
        "formu.\n\nBir şey eksik veya yanlış mı? Bize yazın. Haritadaki her yerde bunun için bir düğme var; üye olmanız gerekmez."),
}  # fmt: skip

TILES = {
    "/orte/": {UK: ("Місця поблизу", "Лікарка, дитсадок, пекарня, автобус: години й доступ"),
               AR: ("أماكن قريبة", "طبيبة وروضة ومخبز وحافلة: الأوقات وسهولة الوصول"),
               TR: ("Yakındaki yerler", "Doktor, kreş, fırın, otobüs: saatler ve erişim")},
    "buergerservice": {UK: ("Послуги для громадян", "Переїзд і документи: крок за кроком"),
                       AR: ("خدمات المواطنين", "الانتقال والوثائق خطوة بخطوة"),
                       TR: ("Vatandaş hizmetleri", "Taşınma ve belgeler: adım adım")},
    "/gebiete/": {UK: ("Мій район", "Що є у моєму селі?"), AR: ("الحي الذي أسكن فيه", "ماذا يوجد في قريتي؟"),
                  TR: ("Mahallem", "Köyümde neler var?")},
    "/rundgaenge/": {UK: ("Прогулянки", "Старим містом і вздовж річки"),
                     AR: ("جولات", "في المدينة القديمة وعلى ضفة النهر"), TR: ("Gezi turları", "Eski kentte ve nehir boyunca")},
}  # fmt: skip
ICONS = {"/orte/": "pin", "buergerservice": "file", "/gebiete/": "map", "/rundgaenge/": "route"}

SERVICE = {
    UK: Words("Послуги для громадян",
        "Від посвідчення до переїзду: покрокові інструкції та люди, які допоможуть.",
        "Бюро для громадян (Bürgerbüro) у місті {core} працює для всіх, хто живе в районі. Багато справ можна вирішити без "
        "запису. Якщо Вам далеко їхати, ми приїдемо самі: раз на місяць пересувне бюро зупиняється в кожному великому селі.\n\n"
        "Наші інструкції заздалегідь пояснюють, що Вам потрібно, скільки це коштує і скільки триває.",
        ("Вам не доведеться робити все самотужки",
         "Ми охоче допоможемо заповнити форму, також телефоном. Щочетверга тут є перекладачки з української, арабської та турецької.")),
    AR: Words("خدمات المواطنين",
        "من الهوية إلى الانتقال: أدلة خطوة بخطوة وأشخاص يساعدونكم.",
        "مكتب المواطنين (Bürgerbüro) في {core} مفتوح لكل من يسكن في المقاطعة. يمكن إنجاز أمور كثيرة دون موعد. وإذا كان الطريق "
        "بعيدًا عليكم فنحن نأتي إليكم: مرة في الشهر يقف المكتب المتنقل في كل قرية كبيرة.\n\nتخبركم أدلتنا مسبقًا بما تحتاجون "
        "إليه، وكم يكلف الأمر، وكم يستغرق.",
        ("لستم مضطرين لإنجاز كل شيء وحدكم",
         "نساعدكم بكل سرور في ملء النماذج، وبالهاتف أيضًا. توجد مترجمات للأوكرانية والعربية والتركية كل يوم خميس.")),
    TR: Words("Vatandaş hizmetleri",
        "Kimlikten taşınmaya: adım adım kılavuzlar ve yardımcı olan insanlar.",
        "{core} kentindeki vatandaş bürosu (Bürgerbüro) ilçede yaşayan herkes içindir. Birçok iş randevusuz hallolur. Yolunuz "
        "uzunsa biz size geliriz: Gezici büro ayda bir kez her büyük köyde durur.\n\nKılavuzlarımız size önceden neyin gerektiğini, "
        "ne kadar tuttuğunu ve ne kadar sürdüğünü söyler.",
        ("Her şeyi tek başınıza yapmak zorunda değilsiniz",
         "Formları doldurmanıza seve seve yardım ederiz, telefonla da. Perşembe günleri Ukraynaca, Arapça ve Türkçe tercümanlar var.")),
}  # fmt: skip

GUIDE = {
    UK: GuideWords("Переїзд: реєстрація місця проживання", "Щойно оселилися? Чотири кроки, і Ваш переїзд зареєстровано.",
        ("Паспорт або посвідчення особи", "Підтвердження від орендодавця (Wohnungsgeberbestätigung)", "Для дітей: свідоцтво про народження"),
        "безкоштовно", "приблизно 15 хвилин", "протягом двох тижнів після заселення",
        (("Отримайте підтвердження", "Попросіть орендодавця підписати Wohnungsgeberbestätigung: документ про те, що Ви тут живете.", "один день"),
         ("Приходьте до Bürgerbüro", "Візьміть усі документи. Можна прийти одному за всю родину.", "15 хвилин"),
         ("Змініть адресу в документі", "Ми наклеїмо нову адресу на Ваше посвідчення, поки Ви чекаєте.", "5 хвилин"),
         ("Повідомте інших", "Не забудьте про лікарняну касу, банк, внесок за телерадіомовлення, дитсадок і авто.", "")),
        "Ласкаво просимо! У Bürgerbüro Ви отримаєте торбинку з квитками на автобус і купонами до басейну та бібліотеки."),
    AR: GuideWords("الانتقال: تسجيل عنوان السكن", "هل انتقلتم للتو؟ أربع خطوات ويكون عنوانكم مسجلًا.",
        ("جواز السفر أو بطاقة الهوية", "تأكيد من المؤجّر (Wohnungsgeberbestätigung)", "للأطفال: شهادة الميلاد"),
        "مجانًا", "15 دقيقة تقريبًا", "خلال أسبوعين من الانتقال",
        (("احصلوا على التأكيد", "اطلبوا من المؤجّر توقيع Wohnungsgeberbestätigung، وهي ورقة تؤكد أنكم تسكنون هنا.", "يوم واحد"),
         ("تعالوا إلى مكتب المواطنين", "أحضروا كل الوثائق. يمكن لشخص واحد أن يأتي نيابة عن العائلة كلها.", "15 دقيقة"),
         ("تغيير العنوان في الوثيقة", "نلصق العنوان الجديد على هويتكم بينما تنتظرون.", "5 دقائق"),
         ("أخبروا الآخرين", "لا تنسوا التأمين الصحي والبنك ورسوم البث والروضة والسيارة.", "")),
        "أهلًا بكم! تحصلون في مكتب المواطنين على حقيبة فيها تذاكر حافلة وقسائم للمسبح والمكتبة."),
    TR: GuideWords("Taşınma: ikamet kaydı", "Yeni mi taşındınız? Dört adımda kaydınız tamam.",
        ("Kimlik veya pasaport", "Ev sahibinin onayı (Wohnungsgeberbestätigung)", "Çocuklar için: doğum belgesi"),
        "ücretsiz", "yaklaşık 15 dakika", "taşındıktan sonra iki hafta içinde",
        (("Onayı alın", "Ev sahibinizden Wohnungsgeberbestätigung belgesini isteyin: Burada oturduğunuzu gösterir.", "bir gün"),
         ("Vatandaş bürosuna gelin", "Tüm belgeleri getirin. Bir kişi bütün aile adına gelebilir.", "15 dakika"),
         ("Belgedeki adresi değiştirin", "Siz beklerken kimliğinize yeni adresi yapıştırırız.", "5 dakika"),
         ("Diğerlerine haber verin", "Sağlık sigortasını, bankayı, yayın katkı payını, kreşi ve arabanızı unutmayın.", "")),
        "Hoş geldiniz! Vatandaş bürosunda otobüs biletleri, havuz ve kütüphane kuponları olan bir çanta alırsınız."),
}  # fmt: skip

NEWS_INDEX = {
    UK: ("Новини", "Що відбувається в Ауенталі."),
    AR: ("الأخبار", "ما يجري الآن في آوينتال."),
    TR: ("Haberler", "Auental’de neler oluyor."),
}
NEWS = {
    UK: Words("Нові лавки для попутників: сідайте і доїдете",
        "У селах з’явилися нові зелені лавки. Хто там сидить, хоче, щоб його підвезли.",
        "Усе просто: Ви сідаєте на зелену лавку, повертаєте табличку з назвою місця, куди їдете, і чекаєте. Зазвичай хтось "
        "зупиняється менш ніж за десять хвилин. Відтепер такі лавки є і в селах {v2}, {v4} та {v5}.\n\nЛавки зроблено з місцевої "
        "модрини. Висоту сидіння й підлокітники випробували разом із бюро для людей старшого віку."),
    AR: Words("مقاعد جديدة لمشاركة الركوب: اجلسوا وتصلون",
        "توجد الآن مقاعد خضراء في مزيد من القرى. من يجلس عليها يرغب في أن يقلّه أحد.",
        "الفكرة بسيطة: تجلسون على المقعد الأخضر، وتديرون اللوحة إلى وجهتكم، وتنتظرون. غالبًا ما يتوقف أحدهم في أقل من عشر "
        "دقائق. أصبحت المقاعد موجودة أيضًا في {v2} و{v4} و{v5}.\n\nصُنعت المقاعد من خشب محلي، وجُرّب ارتفاعها ومساندها مع مكتب كبار السن."),
    TR: Words("Yeni yolculuk bankları: oturun ve varın",
        "Artık daha fazla köyde yeşil banklar var. Orada oturan, birlikte götürülmek ister.",
        "Fikir basit: Yeşil banka oturur, tabelayı gideceğiniz yere çevirir ve beklersiniz. Çoğu zaman on dakika içinde biri durur. "
        "Banklar artık {v2}, {v4} ve {v5} köylerinde de var.\n\nBanklar yerel ağaçtan yapıldı. Oturma yüksekliği ve kolçaklar "
        "yaşlılar bürosuyla birlikte denendi."),
}  # fmt: skip
